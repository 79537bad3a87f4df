package cn.mingbai.core.settings;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "local_setting")
class LocalSettingRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "local_setting_seq")
    @SequenceGenerator(name = "local_setting_seq", sequenceName = "local_setting_seq")
    @Nullable
    Long id;

    long divisionId;

    String settingKey;

    String value;

    String source;

    LocalDate validFrom;

    LocalDate validTo;

    Instant recordedAt;

    Instant supersededAt;

    @Nullable
    Long recordedBy;

    @SuppressWarnings("NullAway.Init")
    protected LocalSettingRow() {}

    LocalSettingRow(
            long divisionId,
            String settingKey,
            String value,
            String source,
            LocalDate validFrom,
            LocalDate validTo,
            Instant recordedAt,
            Instant supersededAt,
            @Nullable Long recordedBy) {
        this.divisionId = divisionId;
        this.settingKey = settingKey;
        this.value = value;
        this.source = source;
        this.validFrom = validFrom;
        this.validTo = validTo;
        this.recordedAt = recordedAt;
        this.supersededAt = supersededAt;
        this.recordedBy = recordedBy;
    }
}
