/** What other systems read by a key, so that nothing is typed twice: both rates and all ledgers, as JSON and CSV. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.district.feed;
