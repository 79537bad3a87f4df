/** Notices to a person: once each, in the application and, where a mail server is set, by mail. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.notices;
