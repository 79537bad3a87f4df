/** Inspections: random checks of households, drawn from two numbers, and what they prove. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.district.inspections;
