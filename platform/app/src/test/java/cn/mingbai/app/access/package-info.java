/** The access test: every service method, route and endpoint × role × division, against the real beans and database. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.app.access;
