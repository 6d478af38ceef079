"""Verifies mails with dkimpy and pyspf: a second opinion beside mailauth. JSON in, JSON out; asks no name server."""

import base64
import json
import sys

import dkim
import spf

given = json.load(sys.stdin)


def texts(name, timeout=5):
    """The TXT record of a name, as dkimpy asks for it."""
    found = given["txt"].get(name.decode().rstrip(".").lower())
    return found[0].encode() if found else None


def records(name, qtype, *_rest, **_named):
    """What pyspf would have found in the DNS."""
    name = name.rstrip(".").lower()
    if qtype == "TXT":
        return [((name, "TXT"), (text.encode(),)) for text in given["txt"].get(name, [])]
    if qtype == "A":
        return [((name, "A"), address) for address in given["a"].get(name, [])]
    if qtype == "MX":
        return [((name, "MX"), (one["preference"], one["exchange"])) for one in given["mx"].get(name, [])]
    return []


spf.DNSLookup = records


def verify(mail):
    raw = base64.b64decode(mail["raw"])
    verifier = dkim.DKIM(raw)
    count = sum(1 for name, _ in verifier.headers if name.lower() == b"dkim-signature")
    results = []
    for index in range(count):
        one = dkim.DKIM(raw)
        try:
            passed = one.verify(idx=index, dnsfunc=texts)
        except dkim.DKIMException:
            passed = False
        results.append("%s %s" % (one.signature_fields[b"a"].decode(), "pass" if passed else "fail"))
    result, _, _ = spf.check(i=mail["ip"], s=mail["sender"], h=mail["helo"])
    return {"dkim": results, "spf": result}


json.dump([verify(mail) for mail in given["mails"]], sys.stdout)
