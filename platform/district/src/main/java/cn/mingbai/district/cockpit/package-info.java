/** The desk of the district: one unit with what is left first, both rates, their pictures and the way down to a name or a door. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.district.cockpit;
