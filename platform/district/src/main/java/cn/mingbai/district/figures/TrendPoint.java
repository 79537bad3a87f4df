package cn.mingbai.district.figures;

import cn.mingbai.core.figures.Share;
import cn.mingbai.households.coverage.Figures;
import java.time.LocalDate;

/**
 * Both rates of a unit on one day of a trend.
 *
 * @param byRule the training rate 规定口径
 * @param everyone the training rate 全员口径
 * @param coverage its households
 * @param reportingDay whether the campaign's figures of a phase are those of this day
 */
public record TrendPoint(LocalDate day, Share byRule, Share everyone, Figures coverage, boolean reportingDay) {}
