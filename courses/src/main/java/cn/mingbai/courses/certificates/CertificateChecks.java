package cn.mingbai.courses.certificates;

import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.figures.AsOf;
import cn.mingbai.core.people.Masks;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.publication.PublishedCourses;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What anybody sees who scans a certificate. */
@Service
public class CertificateChecks {

    private final Codes codes;
    private final CertificateRows rows;
    private final PublishedCourses published;
    private final Clock clock;

    CertificateChecks(Codes codes, CertificateRows rows, PublishedCourses published, Clock clock) {
        this.codes = codes;
        this.rows = rows;
        this.published = published;
        this.clock = clock;
    }

    /** How a certificate stands today. */
    public enum State {
        VALID,
        /** Its last valid day is past. */
        EXPIRED,
        /** The pass was taken back. */
        REVERSED
    }

    /**
     * A certificate as the public sees it.
     *
     * @param maskedName the first and the last character
     * @param newerVersion the course's version of today, if it is a later one; the certificate stays what it is
     */
    public record Shown(
            String maskedName,
            String title,
            int version,
            LocalDate passedOn,
            @Nullable LocalDate validUntil,
            String issuer,
            String number,
            State state,
            @Nullable Integer newerVersion) {}

    /**
     * The certificate behind a code; unknown, revoked and malformed codes answer alike, empty.
     *
     * @param token as scanned or typed
     */
    @NotDivisionScoped("open to everyone who holds a certificate: shows a masked name, course and day, and no more")
    @Transactional(readOnly = true)
    public Optional<Shown> behind(String token) {
        var id = codes.resolve(CodeKind.CERTIFICATE, token);
        return id.isEmpty() ? Optional.empty() : rows.find(id.getAsLong()).flatMap(this::shown);
    }

    private Optional<Shown> shown(CourseCertificate certificate) {
        var today = Times.today(clock);
        var reversed = rows.pass(certificate.record())
                .map(CertificateRows.Passed::reversed)
                .orElse(true);
        var until = certificate.validUntil();
        var now = published.on(AsOf.today(clock)).get(certificate.course());
        return Optional.of(new Shown(
                Masks.name(certificate.name()),
                certificate.title(),
                certificate.version(),
                certificate.passedOn(),
                until,
                certificate.issuer(),
                certificate.number(),
                reversed ? State.REVERSED : until != null && until.isBefore(today) ? State.EXPIRED : State.VALID,
                now != null && now > certificate.version() ? now : null));
    }
}
