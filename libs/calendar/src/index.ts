export { calendarFeed, type FeedItem } from './calendar-feed.js';
export { calendarFile, type CalendarItem, type CalendarPerson } from './calendar-file.js';
export { type CalendarReply, type Partstat, type ReadReply, readReply, type ReplyAttendee, type ReplyProblem } from './read-reply.js';
