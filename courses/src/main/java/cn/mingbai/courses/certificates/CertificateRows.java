package cn.mingbai.courses.certificates;

import cn.mingbai.core.access.Internal;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.rate.TrainingKind;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The passes that can be certified, and the certificates that were issued. */
@Component
@Internal
class CertificateRows {

    private static final String COLUMNS = "c.id, c.record_id, c.person_id, c.name, c.course_code, c.course_version,"
            + " c.course_title, c.kind, c.score, c.hours, c.passed_on, c.valid_until, c.issuer, c.number, c.issued_at";

    private static final String PASSES = """
            select t.id, t.person_id, s.name, t.course_code, t.course_version, v.title, t.kind, t.score, t.hours,
              t.happened_on, r.id is not null reversed
            from training_record t
            join person s on s.id = t.person_id
            join course_version v on v.course_code = t.course_code and v.version = t.course_version
            left join training_record r on r.reversal_of = t.id
            where t.kind in ('QUIZ_PASSED', 'PAPER_PASSED')
            """;

    private final JdbcClient jdbc;

    CertificateRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A pass as it is on record. */
    record Passed(
            long record,
            long person,
            String name,
            String course,
            int version,
            String title,
            TrainingKind kind,
            @Nullable Integer score,
            java.math.@Nullable BigDecimal hours,
            LocalDate on,
            boolean reversed) {}

    Optional<Passed> pass(long record) {
        return jdbc.sql(PASSES + " and t.id = :id")
                .param("id", record)
                .query(CertificateRows::passed)
                .optional();
    }

    /** The passes of these persons that were not taken back, the latest first. */
    List<Passed> passes(Collection<Long> persons) {
        return jdbc.sql(PASSES
                        + " and r.id is null and t.person_id in (:persons) order by t.happened_on desc, t.id desc")
                .param("persons", persons)
                .query(CertificateRows::passed)
                .list();
    }

    Optional<CourseCertificate> find(long id) {
        return jdbc.sql("select " + COLUMNS + " from course_certificate c where c.id = :id")
                .param("id", id)
                .query(CertificateRows::certificate)
                .optional();
    }

    /** The certificate of a pass; a current read, so that one which another has just issued is seen. */
    Optional<CourseCertificate> ofRecord(long record) {
        return jdbc.sql("select " + COLUMNS
                        + " from course_certificate c where c.record_id = :record lock in share mode")
                .param("record", record)
                .query(CertificateRows::certificate)
                .optional();
    }

    long nextId() {
        return jdbc.sql("select next value for course_certificate_seq")
                .query(Long.class)
                .single();
    }

    /** Keeps a certificate, unless another has been issued for the pass meanwhile. */
    @Transactional(propagation = Propagation.MANDATORY)
    boolean insert(CourseCertificate certificate, @Nullable Long by) {
        try {
            jdbc.sql("""
                    insert into course_certificate (id, record_id, person_id, name, course_code, course_version,
                      course_title, kind, score, hours, passed_on, valid_until, issuer, number, issued_at, issued_by)
                    values (:id, :record, :person, :name, :course, :version, :title, :kind, :score, :hours, :on, :until,
                      :issuer, :number, :at, :by)
                    """)
                    .param("id", certificate.id())
                    .param("record", certificate.record())
                    .param("person", certificate.person())
                    .param("name", certificate.name())
                    .param("course", certificate.course())
                    .param("version", certificate.version())
                    .param("title", certificate.title())
                    .param("kind", certificate.kind().name())
                    .param("score", certificate.score())
                    .param("hours", certificate.hours())
                    .param("on", certificate.passedOn())
                    .param("until", certificate.validUntil())
                    .param("issuer", certificate.issuer())
                    .param("number", certificate.number())
                    .param("at", Times.sql(certificate.issuedAt()))
                    .param("by", by)
                    .update();
            return true;
        } catch (DuplicateKeyException issuedMeanwhile) {
            return false;
        }
    }

    private static Passed passed(ResultSet row, int index) throws SQLException {
        return new Passed(
                row.getLong(1),
                row.getLong(2),
                row.getString(3),
                row.getString(4),
                row.getInt(5),
                row.getString(6),
                TrainingKind.valueOf(row.getString(7)),
                row.getObject(8, Integer.class),
                row.getBigDecimal(9),
                row.getObject(10, LocalDate.class),
                row.getBoolean(11));
    }

    private static CourseCertificate certificate(ResultSet row, int index) throws SQLException {
        return new CourseCertificate(
                row.getLong(1),
                row.getLong(2),
                row.getLong(3),
                row.getString(4),
                row.getString(5),
                row.getInt(6),
                row.getString(7),
                TrainingKind.valueOf(row.getString(8)),
                row.getObject(9, Integer.class),
                row.getBigDecimal(10),
                row.getObject(11, LocalDate.class),
                row.getObject(12, LocalDate.class),
                row.getString(13),
                row.getString(14),
                Times.instant(row.getObject(15, LocalDateTime.class)));
    }
}
