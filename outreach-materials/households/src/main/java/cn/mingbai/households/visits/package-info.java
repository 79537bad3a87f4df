/** Visits and informed members: what an outreach worker records at the door. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.households.visits;
