package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.INSPECTOR;

import cn.mingbai.district.inspections.CheckRecords;
import cn.mingbai.district.inspections.ItemId;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.visitapp.VisitApp;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.UUID;

/** The rows of checks from phones, of the household drawn by {@link InspectionsAccessRows}; the canary is the inspection's title. */
final class CheckRecordsAccessRows implements AccessRows {

    @Override
    public void seed(Fixture fixture, Target target) {
        if (!target.hasVillage()) {
            target.put("check-record", Long.MAX_VALUE / 2);
            return;
        }
        // Of somebody whom nobody sent there: the desk decides.
        fixture.signIn(INSPECTOR, target.code());
        var phone = fixture.bean(Devices.class).register(UUID.randomUUID(), "督导手机");
        var record = "{\"records\":[{\"id\":\"" + UUID.randomUUID() + "\",\"kind\":\"check\",\"item\":"
                + target.get("inspection-item", ItemId.class).value() + ",\"outcome\":\"MET\"}]}";
        var receipt = Objects.requireNonNull(fixture.bean(VisitApp.class)
                .handIn(phone.key(), record.getBytes(StandardCharsets.UTF_8))
                .records()
                .getFirst()
                .receipt());
        target.put("check-record", Long.valueOf(receipt.substring(receipt.indexOf('I') + 1)));
    }

    @Override
    public void add(Table table) {
        table.route("inspection-records", DISTRICT_OFFICER, INSPECTOR);
        table.read(CheckRecords.class, "count").by(DISTRICT_OFFICER, INSPECTOR).call((bean, target) -> bean.count());
        table.read(CheckRecords.class, "open")
                .by(DISTRICT_OFFICER, INSPECTOR)
                .call((bean, target) -> bean.open())
                .shows();
        table.write(CheckRecords.class, "adopt", long.class, String.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .act((bean, target) -> bean.adopt(target.get("check-record", Long.class), "与督导核对"));
        table.write(CheckRecords.class, "dismiss", long.class, String.class)
                .by(DISTRICT_OFFICER, INSPECTOR)
                .act((bean, target) -> bean.dismiss(target.get("check-record", Long.class), "重复"));
    }
}
