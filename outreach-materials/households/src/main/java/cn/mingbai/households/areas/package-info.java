/** Areas (片区): which outreach worker of a village is in charge of which of its groups. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.areas;
