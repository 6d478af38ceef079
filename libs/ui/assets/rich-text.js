// Turns each text area with data-rich-html into the editor Trix. Without this script it stays a text area with the small markup of
// docs/decisions/0022; the server takes either, as `name` or as `nameHtml`.
(function () {
  const NO_FILES = 'Plaatjes en bestanden kunnen niet in de tekst van een mail.';
  const { blockAttributes } = window.Trix.config;
  blockAttributes.heading1.tagName = 'h3';
  blockAttributes.bullet.nestable = false;
  blockAttributes.number.nestable = false;

  // What somebody typed before this script came would be lost: that field stays as it is.
  for (const area of document.querySelectorAll('textarea[data-rich-html]')) if (area.value === area.defaultValue && document.activeElement !== area) enrich(area);

  function enrich(area) {
    const field = area.closest('.field');
    const toolbar = field.querySelector('template').content.firstElementChild.cloneNode(true);
    const input = Object.assign(document.createElement('input'), { type: 'hidden', id: `${area.id}-html`, name: `${area.name}Html`, value: area.dataset.richHtml });
    const editor = document.createElement('trix-editor');
    editor.id = area.id;
    for (const [name, value] of Object.entries({ 'input': input.id, 'toolbar': toolbar.id, 'role': 'textbox', 'aria-multiline': 'true', 'aria-label': field.querySelector('label').textContent })) editor.setAttribute(name, value);
    for (const name of ['aria-describedby', 'aria-invalid']) if (area.hasAttribute(name)) editor.setAttribute(name, area.getAttribute(name));
    const says = Object.assign(document.createElement('p'), { className: 'hint' });
    says.setAttribute('role', 'status');
    editor.addEventListener('trix-before-paste', ({ paste }) => {
      if (!/<img\b/i.test(paste.html ?? '')) return;
      paste.html = paste.html.replace(/<img\b[^>]*>/gi, '');
      says.textContent = NO_FILES;
    });
    editor.addEventListener('trix-file-accept', (event) => refuse(event, says));
    editor.addEventListener('trix-attachment-add', (event) => {
      event.attachment.remove();
      refuse(event, says);
    });
    area.replaceWith(toolbar, input, editor, says);
    field.querySelectorAll('.without-script').forEach((hint) => hint.remove());
    workTheToolbar(toolbar, editor);
  }

  /**
   * Trix listens to the mouse only: keys and helping software press its buttons too, and what a button stands for is said. A key is stopped,
   * because Trix moves the focus to the text, where the same Enter would begin a new line.
   */
  function workTheToolbar(toolbar, editor) {
    const press = (button) => (button.dataset.trixMethod ? button.click() : button.dispatchEvent(new MouseEvent('mousedown', { bubbles: true, cancelable: true })));
    toolbar.addEventListener('keydown', (event) => {
      const button = event.target.closest('button');
      if (!button || (event.key !== 'Enter' && event.key !== ' ')) return;
      event.preventDefault();
      press(button);
    });
    toolbar.addEventListener('click', (event) => {
      const button = event.target.closest('button');
      if (event.detail === 0 && event.isTrusted && button && !button.dataset.trixMethod) press(button);
    });
    const say = () => toolbar.querySelectorAll('[data-trix-attribute]').forEach((button) => button.setAttribute('aria-pressed', String(button.hasAttribute('data-trix-active'))));
    new MutationObserver(say).observe(toolbar, { subtree: true, attributeFilter: ['data-trix-active'] });
    say();
    const words = toolbar.querySelector('select');
    words.addEventListener('change', () => {
      if (words.value) editor.editor.insertString(words.value);
      words.value = '';
      editor.focus();
    });
  }

  function refuse(event, says) {
    event.preventDefault();
    says.textContent = NO_FILES;
  }
})();
