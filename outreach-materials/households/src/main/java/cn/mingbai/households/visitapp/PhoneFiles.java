package cn.mingbai.households.visitapp;

import cn.mingbai.core.access.Access;
import cn.mingbai.core.access.Action;
import cn.mingbai.core.audit.Audit;
import cn.mingbai.core.error.NotFound;
import cn.mingbai.core.error.RuleViolation;
import cn.mingbai.households.devices.Device;
import cn.mingbai.households.devices.DeviceId;
import cn.mingbai.households.devices.DeviceKeys;
import cn.mingbai.households.ledger.Writes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Takes in the file into which a phone wrote what it could not send. The records keep their ids, so that what the phone
 * sends after all is known, and each counts once.
 */
@Service
public class PhoneFiles {

    private final DeviceKeys keys;
    private final RecordsByKind intake;
    private final Writes writes;
    private final JdbcClient jdbc;
    private final Access access;
    private final Audit audit;

    PhoneFiles(DeviceKeys keys, RecordsByKind intake, Writes writes, JdbcClient jdbc, Access access, Audit audit) {
        this.keys = keys;
        this.intake = intake;
        this.writes = writes;
        this.jdbc = jdbc;
        this.access = access;
        this.audit = audit;
    }

    /**
     * What became of a file.
     *
     * @param worker the workers under whose names it was recorded
     * @param counts how many records ended how; what is missing is none
     */
    public record Read(String worker, Map<RecordStatus, Integer> counts) {

        /** How many of one status. */
        public int count(RecordStatus status) {
            return counts.getOrDefault(status, 0);
        }
    }

    /**
     * Takes in a file of a phone of the caller's own, or of workers within an officer's reach. What somebody out of reach
     * recorded on the same phone is counted as refused.
     *
     * @throws RuleViolation when it is no file of a phone
     * @throws NotFound when no phone of the file is within reach
     */
    public Read take(byte[] file) {
        var reach = access.require(Action.ENTER_PAPER);
        var read = PhoneRecords.file(file);
        var devices = read.records().keySet().stream()
                .flatMap(id -> keys.byId(new DeviceId(id)).stream())
                .filter(each -> access.covers(reach, each.home()))
                .filter(each -> each.person().equals(access.caller().person())
                        || access.may(Action.EDIT_LEDGER)
                                && access.covers(access.require(Action.EDIT_LEDGER), each.home()))
                .toList();
        if (devices.isEmpty()) {
            throw new NotFound("households.phone-file.unknown");
        }
        var counts = new EnumMap<RecordStatus, Integer>(RecordStatus.class);
        var all = read.records().values().stream().mapToInt(List::size).sum();
        var mine = devices.stream()
                .mapToInt(device -> read.records()
                        .getOrDefault(device.id().value(), List.of())
                        .size())
                .sum();
        if (read.refused().size() + all - mine > 0) {
            counts.put(RecordStatus.REFUSED, read.refused().size() + all - mine);
        }
        devices.forEach(device -> take(device, read.calls(device.id().value()), counts));
        return new Read(
                jdbc
                        .sql("select distinct name from person where id in (:ids) order by name")
                        .param(
                                "ids",
                                devices.stream()
                                        .map(device -> device.person().value())
                                        .toList())
                        .query(String.class)
                        .list()
                        .stream()
                        .collect(Collectors.joining("、")),
                counts);
    }

    private void take(Device device, List<List<PhoneRecord>> calls, Map<RecordStatus, Integer> counts) {
        var own = new EnumMap<RecordStatus, Integer>(RecordStatus.class);
        List<String> received = new ArrayList<>();
        for (var call : calls) {
            // The file was written some time ago: its clock says nothing of ours, so the phone's times stand.
            for (var result : intake.take(device, null, call)) {
                own.merge(result.status(), 1, Integer::sum);
                if (result.status() == RecordStatus.RECEIVED) {
                    received.add(result.id());
                }
            }
        }
        own.forEach((status, count) -> counts.merge(status, count, Integer::sum));
        writes.inTransaction(() -> {
            if (!received.isEmpty()) {
                jdbc.sql("update visit set entered_by = :by where client_id in (:ids)")
                        .param("by", access.caller().person().value())
                        .param("ids", received)
                        .update();
            }
            audit.record(
                    "visit.phone-file",
                    "phone " + device.id().value(),
                    device.home(),
                    "of person " + device.person().value() + ": " + own);
        });
    }
}
