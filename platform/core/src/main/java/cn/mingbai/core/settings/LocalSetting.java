package cn.mingbai.core.settings;

import cn.mingbai.core.divisions.DivisionId;
import java.time.LocalDate;

/**
 * A local value, valid in [from, to).
 *
 * @param division where it was set; it holds there and below, unless a lower unit sets its own
 * @param source the document or office it comes from
 */
public record LocalSetting(
        DivisionId division, SettingKey key, String value, String source, LocalDate from, LocalDate to) {}
