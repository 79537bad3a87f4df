/** Printed sheets in the field: whose code leads where, blank ones bound at the door, signed stubs handed back. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.sheets;
