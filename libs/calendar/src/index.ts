export { calendarFeed, type FeedItem } from './calendar-feed.js';
export { calendarFile, type CalendarItem, type CalendarPerson } from './calendar-file.js';
