package cn.mingbai.core.settings;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.divisions.DivisionId;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads the local values that hold at a division, its own before those of the units above, whoever asks. */
@Component
@Internal
public class SettingDirectory {

    private final JdbcClient jdbc;

    SettingDirectory(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The values in force at {@code division} on {@code day}, as known now; a missing key has no value. */
    public Map<SettingKey, LocalSetting> inForce(DivisionId division, LocalDate day) {
        var settings = new EnumMap<SettingKey, LocalSetting>(SettingKey.class);
        jdbc.sql("""
                select s.division_id, s.setting_key, s.value, s.source, s.valid_from, s.valid_to
                from local_setting s
                join division_ancestor a on a.ancestor_id = s.division_id and a.descendant_id = :division
                  and a.valid_from <= :day and a.valid_to > :day
                where s.superseded_at = '9999-12-31' and s.valid_from <= :day and s.valid_to > :day
                order by a.depth
                """)
                .param("division", division.value())
                .param("day", day)
                .query((row, index) -> SettingKey.of(row.getString(2)).map(key -> {
                    try {
                        return new LocalSetting(
                                new DivisionId(row.getLong(1)),
                                key,
                                row.getString(3),
                                row.getString(4),
                                row.getObject(5, LocalDate.class),
                                row.getObject(6, LocalDate.class));
                    } catch (java.sql.SQLException failed) {
                        throw new IllegalStateException(failed);
                    }
                }))
                .list()
                .forEach(setting -> setting.ifPresent(found -> settings.putIfAbsent(found.key(), found)));
        return settings;
    }
}
