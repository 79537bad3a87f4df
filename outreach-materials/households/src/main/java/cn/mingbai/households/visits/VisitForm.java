package cn.mingbai.households.visits;

import cn.mingbai.households.ledger.HouseholdDirectory.Place;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the visit form shows before anything is entered.
 *
 * @param place the household, its head masked
 * @param villageName the village's name today
 * @param from the first day that may be entered
 * @param today the last day that may be entered
 * @param lastOutcome how the last recorded visit ended, or null
 * @param lastDay the day of the last recorded visit, or null
 */
public record VisitForm(
        Place place,
        String villageName,
        LocalDate from,
        LocalDate today,
        @Nullable VisitOutcome lastOutcome,
        @Nullable LocalDate lastDay) {}
