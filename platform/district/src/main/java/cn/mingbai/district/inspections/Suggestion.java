package cn.mingbai.district.inspections;

/**
 * How many households a preset would check.
 *
 * @param reported of those reported as reached
 * @param unreported of those due and not reported
 */
public record Suggestion(int reported, int unreported) {}
