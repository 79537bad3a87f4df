/** Files of questions, in and out: spreadsheets, GIFT, Moodle XML, typed text. Pure: bytes and records only. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.quizzes.formats;
