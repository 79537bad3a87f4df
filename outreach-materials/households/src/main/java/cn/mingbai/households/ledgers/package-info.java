/** The ledgers that a district keeps of its households, on screen and as files. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.ledgers;
