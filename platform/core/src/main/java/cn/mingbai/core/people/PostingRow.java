package cn.mingbai.core.people;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "posting")
class PostingRow {

    @Id
    @GeneratedValue(strategy = GenerationType.SEQUENCE, generator = "posting_seq")
    @SequenceGenerator(name = "posting_seq", sequenceName = "posting_seq")
    @Nullable
    Long id;

    long personId;

    long divisionId;

    @Enumerated(EnumType.STRING)
    Duty duty;

    LocalDate validFrom;

    LocalDate validTo;

    Instant recordedAt;

    Instant supersededAt;

    @Nullable
    Long recordedBy;

    @SuppressWarnings("NullAway.Init")
    protected PostingRow() {}

    PostingRow(
            long personId,
            long divisionId,
            Duty duty,
            LocalDate validFrom,
            LocalDate validTo,
            Instant recordedAt,
            Instant supersededAt,
            @Nullable Long recordedBy) {
        this.personId = personId;
        this.divisionId = divisionId;
        this.duty = duty;
        this.validFrom = validFrom;
        this.validTo = validTo;
        this.recordedAt = recordedAt;
        this.supersededAt = supersededAt;
        this.recordedBy = recordedBy;
    }
}
