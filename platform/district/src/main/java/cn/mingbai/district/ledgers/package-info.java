/** All ledgers of the district on one page, each in the district's own columns, and the roster of outreach workers. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.district.ledgers;
