/** Outreach workers' cards (宣传员证): who gets one, what is missing, and the print with new binding codes. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.materials.cards;
