package cn.mingbai.courses.heldclass;

import java.time.LocalDate;
import java.time.LocalTime;

/**
 * A class in a list.
 *
 * @param divisionName the unit that holds it
 * @param listed how many people are on its list
 * @param present how many of them were noted as there
 * @param unproved how many of those were ticked while no signed sheet is attached; they are not on record
 * @param makeUp whether it makes up for another class
 */
public record ClassLine(
        ClassId id,
        String title,
        String divisionName,
        LocalDate day,
        LocalTime start,
        LocalTime end,
        String teacher,
        ClassState state,
        int listed,
        int present,
        int unproved,
        boolean makeUp) {}
