package cn.mingbai.district.cockpit;

import cn.mingbai.core.campaign.Campaign;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a day stands in a campaign: in which phase, and how many days are left of it. */
final class Phases {

    private final @Nullable Campaign campaign;
    private final LocalDate day;

    Phases(@Nullable Campaign campaign, LocalDate day) {
        this.campaign = campaign;
        this.day = day;
    }

    private List<Campaign.Phase> all() {
        return campaign == null ? List.of() : campaign.phases();
    }

    /** The place of the phase that the day lies in; of the last one before it; else 0. */
    int place() {
        var place = 0;
        for (var each = 0; each < all().size(); each++) {
            if (!all().get(each).from().isAfter(day)) {
                place = each;
            }
        }
        return place;
    }

    /** Whether no campaign had begun. */
    boolean isMissing() {
        return all().isEmpty();
    }

    private Campaign.Phase phase() {
        return all().get(place());
    }

    /** The key of the sentence that says so. */
    String key() {
        if (isMissing()) {
            return "district.cockpit.no-campaign";
        }
        if (phase().from().isAfter(day)) {
            return "district.cockpit.phase-before";
        }
        if (!day.isBefore(phase().to())) {
            return "district.cockpit.phase-over";
        }
        return left() == 0 ? "district.cockpit.phase-last" : "district.cockpit.phase";
    }

    /** How many days come after the day, the last one of the phase among them. */
    long left() {
        return ChronoUnit.DAYS.between(day, phase().to()) - 1;
    }

    /** The arguments of {@link #key}: campaign, phase, its first day, its last one, its reporting day, days left. */
    Object[] arguments() {
        return campaign == null || isMissing()
                ? new Object[0]
                : new Object[] {
                    campaign.name(),
                    phase().name(),
                    phase().from(),
                    phase().to().minusDays(1),
                    phase().reportingDay(),
                    left()
                };
    }
}
