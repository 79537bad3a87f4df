package cn.mingbai.app.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every place where a page offers a file or takes one in is found in the compiled classes and has a row, which names the
 * service methods that decide who may; {@link AccessTest} calls each of these for every role and division, unless it says
 * that it is about no division. What controllers map has rows there as endpoints.
 */
class FilesAccessTest {

    private static final Table TABLE = new Table();

    @BeforeAll
    static void rows() {
        AccessRows.ALL.forEach(rows -> rows.add(TABLE));
    }

    @Test
    void everyPlaceWithFilesHasARow() {
        var rows = TABLE.files().values().stream().collect(Collectors.toMap(row -> row.place(), row -> row.times()));
        var places = FileWalk.places();
        var missing = new ArrayList<String>();
        places.forEach((place, times) -> {
            if (!times.equals(rows.get(place))) {
                missing.add(
                        "No row for the files of " + place + ". Add to FilesAccessRows:\n      table.files(\"" + place
                                + "\", " + times + ", /* those of these that make or take the files: */ "
                                + FileWalk.services(place).stream().collect(Collectors.joining("\", \"", "\"", "\""))
                                + ");");
            }
        });
        assertThat(places).isNotEmpty();
        assertThat(missing).as("places with files without a row").isEmpty();
        assertThat(rows).as("rows whose place is gone").isEqualTo(places);
    }

    @Test
    void aRowNamesMethodsThatThePageCallsAndThatAreCalledForEveryRole() {
        var tested = TABLE.methods().keySet().stream()
                .map(name -> name.substring(0, name.indexOf('(')))
                .collect(Collectors.toSet());
        var wrong = new ArrayList<String>();
        for (var row : TABLE.files().values()) {
            if (row.services().isEmpty()) {
                wrong.add(row.place() + " names no method");
            }
            var strange = new TreeSet<>(row.services());
            strange.removeAll(FileWalk.services(row.place()));
            if (!strange.isEmpty()) {
                wrong.add(row.place() + " does not call " + strange);
            }
            for (var service : row.services()) {
                if (!tested.contains(service) && !FileWalk.isOfNoDivision(service)) {
                    wrong.add(row.place() + " names " + service + ", which has no row of its own");
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(TABLE.twice()).as("rows that are there twice").isEmpty();
    }
}
