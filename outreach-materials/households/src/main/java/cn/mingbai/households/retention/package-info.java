/** The end of a campaign: ledgers sealed, names and phones destroyed on the day that was set. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.retention;
