/** All screens, so that each can be reached. Whoever writes another one names it here. */
import './start.js';
import './home.js';
import './list.js';
import './household.js';
import './meeting.js';
import './evening.js';
import './scanning.js';
import './blank.js';
import './found.js';
import './records.js';
import './settings.js';
import './questions.js';
