package cn.mingbai.core.settings;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.time.Times;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** The local settings of the divisions that the caller reaches. */
@Service
public class LocalSettings {

    private static final int SOURCE_LENGTH = 200;
    private static final LocalDate EARLIEST = LocalDate.of(1949, 10, 1);

    private final LocalSettingRows rows;
    private final DivisionDirectory divisions;
    private final SettingDirectory directory;
    private final Access access;
    private final Audit audit;
    private final Clock clock;

    LocalSettings(
            LocalSettingRows rows,
            DivisionDirectory divisions,
            SettingDirectory directory,
            Access access,
            Audit audit,
            Clock clock) {
        this.rows = rows;
        this.divisions = divisions;
        this.directory = directory;
        this.access = access;
        this.audit = audit;
        this.clock = clock;
    }

    /** The values in force at {@code division} today, own and inherited. */
    @Transactional(readOnly = true)
    public Map<SettingKey, LocalSetting> inForce(DivisionId division) {
        access.require(Action.VIEW_SETTINGS, division);
        return directory.inForce(division, Times.today(clock));
    }

    /** The unit itself and those above it today, whose values it inherits, from the bottom up. */
    @Transactional(readOnly = true)
    public List<Division> inheritsFrom(DivisionId division) {
        access.require(Action.VIEW_SETTINGS, division);
        return divisions.chain(division, Times.today(clock));
    }

    /** All dated values that were set at {@code division} itself, as known now. */
    @Transactional(readOnly = true)
    public List<LocalSetting> setAt(DivisionId division) {
        access.require(Action.VIEW_SETTINGS, division);
        return rows
                .findByDivisionIdAndSupersededAtOrderBySettingKeyAscValidFromAsc(division.value(), Times.NOT_SUPERSEDED)
                .stream()
                .flatMap(row -> SettingKey.of(row.settingKey)
                        .map(key -> new LocalSetting(division, key, row.value, row.source, row.validFrom, row.validTo))
                        .stream())
                .toList();
    }

    /**
     * Sets a value from a day on; a value that held beyond that day ends there.
     *
     * @param source the document or office it comes from, 1 to 200 characters
     * @throws RuleViolation when the value has not the key's form, is set by a higher unit, or has no source
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public void set(DivisionId division, SettingKey key, String value, String source, LocalDate from) {
        access.require(Action.EDIT_SETTINGS, division);
        var stripped = value.strip();
        key.check(stripped);
        if (source.isBlank()
                || source.length() > SOURCE_LENGTH
                || source.codePoints().anyMatch(Character::isISOControl)) {
            throw new RuleViolation("core.settings.source", key.key());
        }
        if (from.isBefore(EARLIEST) || !from.isBefore(Times.NO_END)) {
            throw new RuleViolation("core.settings.from-range", from, EARLIEST);
        }
        var unit = divisions.get(division, Times.today(clock));
        if (unit.level().compareTo(key.lowest()) > 0) {
            throw new RuleViolation("core.settings.set-higher-" + key.lowest().name(), key.key(), unit.name());
        }
        // Two officers at once: the second waits here and then sees the first one's value.
        rows.lock(division.value());
        var now = clock.instant();
        var by = access.caller().person().value();
        var to = Times.NO_END;
        for (var row : rows.findByDivisionIdAndSettingKeyAndSupersededAtOrderByValidFrom(
                division.value(), key.key(), Times.NOT_SUPERSEDED)) {
            if (row.validFrom.isAfter(from)) {
                to = row.validFrom.isBefore(to) ? row.validFrom : to;
            } else if (row.validTo.isAfter(from)) {
                row.supersededAt = now;
                rows.save(row);
                if (row.validFrom.isBefore(from)) {
                    rows.save(new LocalSettingRow(
                            division.value(),
                            key.key(),
                            row.value,
                            row.source,
                            row.validFrom,
                            from,
                            now,
                            Times.NOT_SUPERSEDED,
                            by));
                }
            }
        }
        rows.save(new LocalSettingRow(
                division.value(), key.key(), stripped, source.strip(), from, to, now, Times.NOT_SUPERSEDED, by));
        rows.flush();
        audit.record("setting.set", key.key(), division, stripped + " from " + from + ", " + source);
    }
}
