/** Campaigns: phases and the rule of which households are due. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.campaign;
