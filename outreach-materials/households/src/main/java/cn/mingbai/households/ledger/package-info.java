/** The household ledger: numbers, dated details and states, control totals, import. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.ledger;
