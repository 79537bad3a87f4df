/** What happens while the database does not answer or a disk is full: quick, clear answers, and back again by itself. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.outage;
