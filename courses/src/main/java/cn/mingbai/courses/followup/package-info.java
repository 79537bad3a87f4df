/** Who still misses what: a list for officers to call, print or export, and one notice per person and due day. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.courses.followup;
