package cn.mingbai.courses.certificates;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.access.Reach;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.codes.CodeKind;
import cn.mingbai.core.codes.Codes;
import cn.mingbai.core.divisions.Division;
import cn.mingbai.core.divisions.DivisionDirectory;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.i18n.Texts;
import cn.mingbai.core.people.PersonAliases;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.core.people.PostingDirectory;
import cn.mingbai.core.settings.SettingDirectory;
import cn.mingbai.core.settings.SettingKey;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.certificates.CertificateRows.Passed;
import cn.mingbai.courses.rate.CourseRule;
import cn.mingbai.courses.requirements.Requirement;
import cn.mingbai.courses.requirements.RequirementDirectory;
import cn.mingbai.print.Certificate;
import cn.mingbai.print.CertificatePrinter;
import cn.mingbai.print.UndrawableTextException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Issues certificates for passed courses, to those who passed and to the officers who see them. */
@Service
public class Certificates {

    private static final Locale LOCALE = Locale.SIMPLIFIED_CHINESE;

    private final CertificateRows rows;
    private final PersonAliases aliases;
    private final PostingDirectory postings;
    private final RequirementDirectory requirements;
    private final DivisionDirectory divisions;
    private final SettingDirectory settings;
    private final Codes codes;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;
    private final Texts texts;
    private final Clock clock;

    Certificates(
            CertificateRows rows,
            PersonAliases aliases,
            PostingDirectory postings,
            RequirementDirectory requirements,
            DivisionDirectory divisions,
            SettingDirectory settings,
            Codes codes,
            JdbcClient jdbc,
            Access access,
            Audit audit,
            Texts texts,
            Clock clock) {
        this.rows = rows;
        this.aliases = aliases;
        this.postings = postings;
        this.requirements = requirements;
        this.divisions = divisions;
        this.settings = settings;
        this.codes = codes;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
        this.texts = texts;
        this.clock = clock;
    }

    /**
     * A pass that can be certified.
     *
     * @param record the number of the training record
     */
    public record Certifiable(
            long record,
            String name,
            String course,
            String title,
            int version,
            LocalDate on,
            @Nullable Integer score) {

        /** Where the certificate is to be had, without leading slash; no page of Flow. */
        public String path() {
            return "certificate/" + record;
        }
    }

    /** A file to hand out. */
    public record Paper(String fileName, byte[] bytes) {}

    /** The caller's last pass of a course that was not taken back. */
    @NotDivisionScoped("reads the caller's own training records")
    @Transactional(readOnly = true)
    public Optional<Certifiable> mine(String course) {
        access.require(Action.STUDY);
        return rows.passes(aliases.all(access.caller().person().value())).stream()
                .filter(pass -> pass.course().equals(course))
                .map(Certificates::certifiable)
                .findFirst();
    }

    /**
     * A person's passes that were not taken back, the latest of each course, in the order of the courses.
     *
     * @throws NotFound when nobody within reach is this person
     */
    @Transactional(readOnly = true)
    public List<Certifiable> of(PersonId person) {
        var reach = access.require(Action.VIEW_TRAINED_PEOPLE);
        var all = aliases.all(person.value());
        if (!isWithin(all, reach)) {
            throw new NotFound("core.access.not-found");
        }
        var latest = new java.util.TreeMap<String, Certifiable>();
        rows.passes(all).forEach(pass -> latest.putIfAbsent(pass.course(), certifiable(pass)));
        return List.copyOf(latest.values());
    }

    /**
     * The certificate of a pass, issued now if it never was. Printed again it says the same and bears the same code.
     *
     * @throws NotFound when there is no such pass, it was taken back, or it is neither the caller's nor within reach
     * @throws RuleViolation when the name has a character that no font of ours draws
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public Paper pdf(long record) {
        var pass = rows.pass(record)
                .filter(found -> !found.reversed())
                .filter(this::isSeen)
                .orElseThrow(() -> new NotFound("core.access.not-found"));
        var certificate = rows.ofRecord(record).orElseGet(() -> issue(pass));
        var code = codes.address(CodeKind.CERTIFICATE, codes.token(CodeKind.CERTIFICATE, certificate.id()));
        var out = new ByteArrayOutputStream();
        try {
            CertificatePrinter.write(List.of(paper(certificate, code)), out);
        } catch (UndrawableTextException undrawable) {
            throw new RuleViolation("courses.certificate.undrawable", String.join(" ", undrawable.characters()));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new Paper(
                texts.get(LOCALE, "courses.certificate.file", certificate.name(), certificate.title()) + ".pdf",
                out.toByteArray());
    }

    private boolean isSeen(Passed pass) {
        var all = aliases.all(pass.person());
        if (access.callerIfAny()
                .map(caller -> all.contains(caller.person().value()))
                .orElse(false)) {
            access.require(Action.STUDY);
            return true;
        }
        return isWithin(all, access.require(Action.VIEW_TRAINED_PEOPLE));
    }

    /** Whether one of these persons is or was posted within the reach. */
    private boolean isWithin(Set<Long> persons, Reach reach) {
        return jdbc.sql("select count(*) from posting p where p.person_id in (:persons)"
                                + " and p.superseded_at = '9999-12-31' and " + Reach.covers("p.division_id"))
                        .param("persons", persons)
                        .params(reach.parameters())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private CourseCertificate issue(Passed pass) {
        var today = Times.today(clock);
        var id = rows.nextId();
        var division = place(pass.person(), pass.on());
        var certificate = new CourseCertificate(
                id,
                pass.record(),
                pass.person(),
                pass.name(),
                pass.course(),
                pass.version(),
                pass.title(),
                pass.kind(),
                pass.score(),
                pass.hours(),
                pass.on(),
                validUntil(pass, today),
                division.map(unit -> issuer(unit, today)).orElse(""),
                "PX-%d-%08d".formatted(today.getYear(), id),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!rows.insert(
                certificate,
                access.callerIfAny().map(caller -> caller.person().value()).orElse(null))) {
            return rows.ofRecord(pass.record())
                    .orElseThrow(() -> new IllegalStateException("expected the certificate that stood in the way"));
        }
        audit.record(
                "certificate.issue",
                "certificate " + id,
                division.orElse(null),
                certificate.number() + ", record " + pass.record() + ", course " + pass.course() + "/"
                        + pass.version());
        return certificate;
    }

    /** Where the person was posted when passing, or today, or last. */
    private Optional<DivisionId> place(long person, LocalDate on) {
        return java.util.stream.Stream.of(on, Times.today(clock))
                .flatMap(day -> postings.of(new PersonId(person), day).stream())
                .map(posted -> posted.division())
                .findFirst()
                .or(() -> jdbc.sql("select division_id from posting where person_id = :person"
                                + " and superseded_at = '9999-12-31' order by valid_to desc, id desc limit 1")
                        .param("person", person)
                        .query(Long.class)
                        .optional()
                        .map(DivisionId::new));
    }

    private String issuer(DivisionId division, LocalDate day) {
        var unit = settings.inForce(division, day).get(SettingKey.UNIT);
        return unit == null
                ? divisions.districtOf(division, day).map(Division::name).orElse("")
                : unit.value();
    }

    /** The last valid day by the strictest requirement that the person is under today, or null for no end. */
    private @Nullable LocalDate validUntil(Passed pass, LocalDate today) {
        return postings.of(new PersonId(aliases.kept(pass.person())), today).stream()
                .flatMap(posted -> requirements.of(posted.duty(), posted.division(), today).stream())
                .filter(requirement -> requirement.courses().contains(pass.course()))
                .map(requirement -> rule(requirement).validUntil(pass.on()))
                .min(LocalDate::compareTo)
                .filter(until -> until.isBefore(Times.NO_END))
                .orElse(null);
    }

    private static CourseRule rule(Requirement requirement) {
        return new CourseRule(
                requirement.id(),
                requirement.division(),
                requirement.duty(),
                Set.copyOf(requirement.courses()),
                requirement.from(),
                requirement.to(),
                requirement.due(),
                requirement.graceDays(),
                requirement.window(),
                requirement.windowMonths(),
                requirement.carryMonths(),
                requirement.metBy(),
                Map.of());
    }

    private Certificate paper(CourseCertificate certificate, String code) {
        var facts = new ArrayList<Certificate.Fact>();
        facts.add(fact(
                "course",
                texts.get(
                        LOCALE,
                        "courses.certificate.course-line",
                        certificate.course(),
                        certificate.title(),
                        certificate.version())));
        facts.add(fact("how", texts.get(LOCALE, "courses.certificate.kind." + certificate.kind())));
        if (certificate.score() != null) {
            facts.add(fact("score", texts.get(LOCALE, "courses.certificate.score-line", certificate.score())));
        }
        if (certificate.hours() != null) {
            facts.add(fact("hours", plain(certificate.hours())));
        }
        facts.add(fact("passed-on", day(certificate.passedOn())));
        facts.add(fact(
                "valid-until",
                certificate.validUntil() == null
                        ? texts.get(LOCALE, "courses.certificate.no-end")
                        : day(certificate.validUntil())));
        return new Certificate(
                texts.get(LOCALE, "courses.certificate.title"),
                certificate.name(),
                texts.get(LOCALE, "courses.certificate.statement", day(certificate.passedOn()), certificate.title()),
                facts,
                certificate.issuer(),
                day(Times.dayOf(certificate.issuedAt())),
                texts.get(LOCALE, "courses.certificate.number", certificate.number()),
                texts.get(LOCALE, "courses.certificate.checking"),
                code);
    }

    private Certificate.Fact fact(String label, String value) {
        return new Certificate.Fact(texts.get(LOCALE, "courses.certificate.label." + label), value);
    }

    private static String plain(BigDecimal hours) {
        return hours.stripTrailingZeros().toPlainString();
    }

    // In digits: names of months are what fonts and locales get wrong.
    private String day(LocalDate day) {
        return texts.get(LOCALE, "courses.certificate.day", day.getYear(), day.getMonthValue(), day.getDayOfMonth());
    }

    private static Certifiable certifiable(Passed pass) {
        return new Certifiable(
                pass.record(), pass.name(), pass.course(), pass.title(), pass.version(), pass.on(), pass.score());
    }
}
