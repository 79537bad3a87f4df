package cn.mingbai.app.access;

import static cn.mingbai.core.access.Role.AUDITOR;
import static cn.mingbai.core.access.Role.DISTRICT_OFFICER;
import static cn.mingbai.core.access.Role.TOWN_OFFICER;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import cn.mingbai.core.people.Duty;
import cn.mingbai.core.people.PersonId;
import cn.mingbai.courses.certificates.Certificates;
import cn.mingbai.courses.records.TrainingEntry;
import cn.mingbai.courses.records.TrainingRecords;
import java.time.LocalDate;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of course certificates: each belongs to somebody posted at the target. */
final class CertificatesAccessRows implements AccessRows {

    @Override
    public void seed(Fixture fixture, Target target) {
        var person = fixture.world().person(Duty.VILLAGE_STAFF, target.code(), LocalDate.of(2024, 1, 1));
        var record = fixture.bean(TransactionTemplate.class)
                .execute(status -> fixture.bean(TrainingRecords.class)
                        .record(new TrainingEntry.QuizHandedIn(
                                person, "01", 1, LocalDate.of(2026, 10, 1), 90, true, target.number("certificate-"))));
        target.put("certified", person);
        target.put("certified-record", record);
    }

    private static long record(Target target) {
        return target.get("certified-record", Long.class);
    }

    @Override
    public void add(Table table) {
        table.read(Certificates.class, "of", PersonId.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.of(target.get("certified", PersonId.class)));
        table.write(Certificates.class, "pdf", long.class)
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .call((bean, target) -> bean.pdf(record(target)))
                .mayChangeNothing("a certificate is issued once, and only printed again afterwards");
        table.endpoint("GET", "/certificate/{record}")
                .by(DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR)
                .request(target -> get("/certificate/" + record(target)));
        table.endpoint("GET", "/C/{token}").open(404).request(target -> get("/C/0123456789ABCDEFGHJKMNPQRS"));
        table.endpoint("GET", "/c/{token}").open(404).request(target -> get("/c/0123456789ABCDEFGHJKMNPQRS"));
        table.route("certificates/:person", DISTRICT_OFFICER, TOWN_OFFICER, AUDITOR);
    }
}
