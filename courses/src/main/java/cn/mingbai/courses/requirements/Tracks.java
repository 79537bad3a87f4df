package cn.mingbai.courses.requirements;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.access.NotDivisionScoped;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.error.Conflict;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.core.people.Duty;
import cn.mingbai.core.time.Times;
import cn.mingbai.courses.requirements.ShippedTracks.Track;
import java.time.Clock;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Isolation;
import org.springframework.transaction.annotation.Transactional;

/** Ready-made tracks: what the people of a duty learn, applied at a division as requirements. */
@Service
public class Tracks {

    private final Requirements requirements;
    private final CourseChoices choices;
    private final JdbcClient jdbc;
    private final Access access;
    private final Clock clock;

    Tracks(Requirements requirements, CourseChoices choices, JdbcClient jdbc, Access access, Clock clock) {
        this.requirements = requirements;
        this.choices = choices;
        this.jdbc = jdbc;
        this.access = access;
        this.clock = clock;
    }

    /** A track that can be applied. */
    public record Offer(String code, String title) {}

    /**
     * A course of a track.
     *
     * @param course the course; {@link CourseChoice#published} says whether it counts already
     * @param lessons the lessons picked from it, or all of it
     * @param minutes the lessons and the quiz
     */
    public record Part(CourseChoice course, List<CourseChoice.LessonChoice> lessons, boolean whole, int minutes) {}

    /**
     * What applying a track would do.
     *
     * @param parts its courses
     * @param minutes everything in all, quizzes included: an estimate where a course is not published
     * @param mostMinutes at most how many minutes the track may take, or null without a limit
     * @param fresh the duties that would get a requirement
     * @param present the duties that have this track's requirement already, there or above, with the name of the unit
     * @param suggested the terms to begin with; basis and due day are the officer's to give
     */
    public record Preview(
            String code,
            String title,
            List<Part> parts,
            int minutes,
            @Nullable Integer mostMinutes,
            Set<Duty> fresh,
            Map<Duty, String> present,
            Terms suggested) {

        /** The courses that are not published yet: they are asked for, and count nobody until they are. */
        public List<CourseChoice> unpublished() {
            return parts.stream()
                    .map(Part::course)
                    .filter(course -> !course.published())
                    .toList();
        }
    }

    /** The tracks there are. */
    @NotDivisionScoped("shipped with the program")
    public List<Offer> all() {
        access.require(Action.VIEW_REQUIREMENTS);
        return ShippedTracks.load().tracks().stream()
                .map(track -> new Offer(track.code(), track.title()))
                .toList();
    }

    /**
     * What applying a track at a division would do; nothing is written.
     *
     * @throws NotFound when there is no such track
     */
    @Transactional(readOnly = true)
    public Preview preview(DivisionId division, String track) {
        access.require(Action.VIEW_REQUIREMENTS, division);
        return preview(division, find(track));
    }

    /**
     * Sets the requirements of a track at a division and below, one for each duty that does not have it yet.
     *
     * @param draft from when, until when, on what basis; its duties, courses and lessons are the track's own
     * @return for which duties
     * @throws NotFound when there is no such track
     * @throws Conflict when every duty of the track has its requirement already, there or above
     * @throws RuleViolation when a part is out of range
     */
    @Transactional(isolation = Isolation.READ_COMMITTED)
    public Set<Duty> apply(DivisionId division, String track, Requirements.Draft draft) {
        access.require(Action.EDIT_REQUIREMENTS, division);
        var found = find(track);
        // Two officers at once: the second waits here and then sees the first one's requirements.
        jdbc.sql("select id from division where id = :id for update")
                .param("id", division.value())
                .query(Long.class)
                .single();
        var preview = preview(division, found);
        if (preview.fresh().isEmpty()) {
            throw new Conflict(
                    "courses.track.present",
                    preview.title(),
                    preview.present().values().iterator().next());
        }
        var asked = draft.terms();
        var terms = new Terms(
                found.courses(),
                found.lessons(),
                asked.window(),
                asked.windowMonths(),
                asked.carryMonths(),
                asked.metBy(),
                asked.due(),
                asked.graceDays(),
                asked.basis());
        requirements.add(division, new Requirements.Draft(preview.fresh(), draft.from(), terms), found.code());
        return preview.fresh();
    }

    private static Track find(String code) {
        return ShippedTracks.load().tracks().stream()
                .filter(track -> track.code().equals(code))
                .findFirst()
                .orElseThrow(() -> new NotFound("core.access.not-found"));
    }

    private Preview preview(DivisionId division, Track track) {
        var today = Times.today(clock);
        var known = choices.on(today);
        var parts =
                track.courses().stream().map(code -> part(code, track, known)).toList();
        var present = new EnumMap<Duty, String>(Duty.class);
        jdbc.sql("""
                select r.duty, coalesce(v.name, '') from requirement r
                join division_ancestor a on a.ancestor_id = r.division_id and a.descendant_id = :division
                  and a.valid_from <= :day and a.valid_to > :day
                left join division_version v on v.division_id = r.division_id and v.superseded_at = '9999-12-31'
                  and v.valid_from <= :day and v.valid_to > :day
                where r.track = :track and r.superseded_at = '9999-12-31' and r.valid_to > :day
                order by a.depth desc, r.id
                """)
                .param("division", division.value())
                .param("day", today)
                .param("track", track.code())
                .query((row, index) -> present.put(Duty.valueOf(row.getString(1)), row.getString(2)))
                .list();
        var fresh = EnumSet.copyOf(track.duties());
        fresh.removeAll(present.keySet());
        present.keySet().retainAll(track.duties());
        return new Preview(
                track.code(),
                track.title(),
                parts,
                parts.stream().mapToInt(Part::minutes).sum(),
                track.mostMinutes(),
                fresh,
                new LinkedHashMap<>(present),
                new Terms(
                        track.courses(),
                        track.lessons(),
                        track.window(),
                        0,
                        track.carryMonths(),
                        track.metBy(),
                        today.plusMonths(3),
                        track.graceDays(),
                        ""));
    }

    private static Part part(String code, Track track, Map<String, CourseChoice> known) {
        var course = known.get(code);
        if (course == null) {
            throw new IllegalStateException("expected course " + code + " of track " + track.code()
                    + " to be there or planned, but it is neither");
        }
        var picked = track.lessons().getOrDefault(code, List.of());
        return new Part(
                course,
                course.lessons().stream()
                        .filter(lesson -> picked.isEmpty() || picked.contains(lesson.code()))
                        .toList(),
                picked.isEmpty(),
                course.minutes(picked));
    }
}
