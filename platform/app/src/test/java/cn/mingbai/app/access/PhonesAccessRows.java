package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.ADMINISTRATOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.INSPECTOR;
import static cn.mingbai.core.access.Role.OUTREACH_WORKER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import cn.mingbai.core.access.Role;
import cn.mingbai.core.divisions.DivisionId;
import cn.mingbai.households.devices.DeviceId;
import cn.mingbai.households.devices.Devices;
import cn.mingbai.households.noticed.OwnRecords;
import cn.mingbai.households.noticed.PurposiveDoors;
import cn.mingbai.households.visitapp.RecordsToMatch;
import cn.mingbai.households.visitapp.VisitApp;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** The rows of phones and of what they ask by their keys. A phone's canary is its label. */
final class PhonesAccessRows implements AccessRows {

    private static final String NO_KEY = "Bearer " + "0".repeat(32);

    @Override
    public void seed(Fixture fixture, Target target) {
        fixture.signIn(OUTREACH_WORKER, target.villageCode());
        var phone = fixture.bean(Devices.class).register(UUID.randomUUID(), target.canary());
        target.put("phone", phone.device());
        // No household has the canary for its number, so that the record waits for an officer and shows it.
        var record = "{\"records\":[{\"id\":\"" + UUID.randomUUID()
                + "\",\"kind\":\"visit\",\"outcome\":\"NOT_FOUND\",\"number\":\"" + target.canary() + "\"}]}";
        var receipt = fixture.bean(VisitApp.class)
                .handIn(phone.key(), record.getBytes(StandardCharsets.UTF_8))
                .records()
                .getFirst()
                .receipt();
        var number = java.util.Objects.requireNonNull(receipt);
        target.put("to-match", Long.valueOf(number.substring(number.indexOf('D') + 1)));
    }

    @Override
    public void add(Table table) {
        table.read(RecordsToMatch.class, "count")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.count());
        table.read(RecordsToMatch.class, "open")
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.open())
                .shows();
        table.write(RecordsToMatch.class, "match", long.class, DivisionId.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.match(
                        target.get("to-match", Long.class),
                        target.village(),
                        HouseholdsAccessRows.number(target, "1").shown()));
        table.write(RecordsToMatch.class, "dismiss", long.class, String.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.dismiss(target.get("to-match", Long.class), "不是"));
        table.route("records-to-match", DISTRICT_OFFICER, TOWN_OFFICER);
        table.read(OwnRecords.class, "noticed").by(OUTREACH_WORKER).call((bean, target) -> bean.noticed());
        table.read(PurposiveDoors.class, "within")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR)
                .call((bean, target) -> bean.within());
        table.read(PurposiveDoors.class, "within", DivisionId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR)
                .call((bean, target) -> bean.within(target.village()));
        table.route("noticed-doors", DISTRICT_OFFICER, TOWN_OFFICER, INSPECTOR);
        table.endpoint("GET", "/visit/noticed")
                .by(OUTREACH_WORKER)
                .namesNoDivision("it shows what was noticed in the caller's own records")
                .request(target -> get("/visit/noticed"));
        table.write(Devices.class, "register", UUID.class, String.class)
                .by(DISTRICT_OFFICER, OUTREACH_WORKER, INSPECTOR)
                .call((bean, target) -> bean.register(UUID.randomUUID(), "测试手机"))
                .namesNoDivision("it registers the caller's own phone for the caller's own unit");
        table.read(Devices.class, "list")
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .call((bean, target) -> bean.list())
                .shows();
        table.write(Devices.class, "withdraw", DeviceId.class, String.class)
                .by(ADMINISTRATOR, DISTRICT_OFFICER, TOWN_OFFICER)
                .act((bean, target) -> bean.withdraw(target.get("phone", DeviceId.class), "丢失"));
        // The app's shell and files are the same for everybody; what it shows comes by a phone's key.
        table.endpoint("GET", "/V").open(303).request(target -> get("/V"));
        table.endpoint("GET", "/V/").open(200).request(target -> get("/V/"));
        for (var path : new String[] {"/V/{code:[0-9A-Za-z]{26}}", "/v/{code:[0-9A-Za-z]{26}}"}) {
            table.endpoint("GET", path).open(200).request(target -> get(path.substring(0, 3) + "A".repeat(26)));
        }
        table.endpoint("GET", "/V/sw.js").open(200).request(target -> get("/V/sw.js"));
        table.endpoint("GET", "/V/manifest.webmanifest").open(200).request(target -> get("/V/manifest.webmanifest"));
        table.endpoint("GET", "/V/app/{version}/{name}").open(404).request(target -> get("/V/app/0/main.js"));
        table.endpoint("GET", "/V/sign-in")
                .by(Role.values())
                .ok(303)
                .namesNoDivision("it leads whoever is signed in back to the app")
                .request(target -> get("/V/sign-in"));
        table.endpoint("GET", "/V/devices")
                .by(DISTRICT_OFFICER, OUTREACH_WORKER, INSPECTOR)
                .namesNoDivision("it tells the caller's own name and villages")
                .request(target -> get("/V/devices").with(csrf()));
        table.endpoint("POST", "/V/devices")
                .by(DISTRICT_OFFICER, OUTREACH_WORKER, INSPECTOR)
                .namesNoDivision("it registers the caller's own phone")
                .request(target -> post("/V/devices")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"installation\":\"" + UUID.randomUUID() + "\",\"label\":\"测试手机\"}")
                        .with(csrf()));
        table.endpoint("POST", "/V/devices/bound")
                .open(404)
                .request(target -> post("/V/devices/bound")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"code\":\"" + UUID.randomUUID() + "\",\"installation\":\"" + UUID.randomUUID()
                                + "\",\"label\":\"测试手机\"}"));
        for (var path : new String[] {"/V/pack", "/V/standing"}) {
            table.endpoint("GET", path).open(401).request(target -> get(path).header(HttpHeaders.AUTHORIZATION, key()));
        }
        table.endpoint("POST", "/V/records/{id}/photo")
                .open(401)
                .request(target -> post("/V/records/" + UUID.randomUUID() + "/photo?photo=" + UUID.randomUUID())
                        .header(HttpHeaders.AUTHORIZATION, key())
                        .contentType(MediaType.IMAGE_JPEG)
                        .content(new byte[10]));
        table.endpoint("POST", "/V/records")
                .open(401)
                .request(target -> post("/V/records")
                        .header(HttpHeaders.AUTHORIZATION, key())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"records\":[]}"));
    }

    private static String key() {
        return NO_KEY.substring(0, 31)
                + UUID.randomUUID().toString().substring(0, 8).toUpperCase(java.util.Locale.ROOT);
    }
}
