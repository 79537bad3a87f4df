package cn.mingbai.households.devices;

import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.core.people.PersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A phone that showed its key.
 *
 * @param person under whose name it hands in
 * @param name the person's name
 * @param home the village for which it was registered
 * @param knownSince when the phone was first registered for this worker
 * @param expiresAt from when on it may only hand in what it recorded before
 * @param withdrawnAt the same, by decision; null while nobody withdrew it
 * @param posts where and when the person is or was an outreach worker, as known now
 */
public record Device(
        DeviceId id,
        PersonId person,
        String name,
        DivisionId home,
        Instant knownSince,
        Instant expiresAt,
        @Nullable Instant withdrawnAt,
        List<Post> posts) {

    /** An outreach worker's posting at a village in [from, to). */
    public record Post(DivisionId village, LocalDate from, LocalDate to) {

        boolean on(LocalDate day) {
            return !from.isAfter(day) && to.isAfter(day);
        }
    }

    Device serving(List<Post> others) {
        return new Device(id, person, name, home, knownSince, expiresAt, withdrawnAt, others);
    }

    /** Whether the key is good for what is recorded at {@code instant}. */
    public boolean inForce(Instant instant) {
        return instant.isBefore(expiresAt) && (withdrawnAt == null || instant.isBefore(withdrawnAt));
    }

    /** Whether the person serves that village as an outreach worker on {@code day}. */
    public boolean serves(DivisionId village, LocalDate day) {
        return posts.stream().anyMatch(post -> post.village().equals(village) && post.on(day));
    }

    /** The villages that the person serves on {@code day}. */
    public Set<DivisionId> villages(LocalDate day) {
        return posts.stream().filter(post -> post.on(day)).map(Post::village).collect(Collectors.toSet());
    }
}
