/** Acceptance (验收): what each phase of a campaign must show, and the sheet of a town, filled from the data and sealed. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.district.acceptance;
