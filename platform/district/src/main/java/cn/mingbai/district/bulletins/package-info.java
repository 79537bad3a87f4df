/** Bulletins (简报): one page per phase of a campaign, with both rates, what was done and what is left. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.district.bulletins;
