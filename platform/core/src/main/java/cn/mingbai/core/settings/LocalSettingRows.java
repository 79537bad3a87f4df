package cn.mingbai.core.settings;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;

interface LocalSettingRows extends JpaRepository<LocalSettingRow, Long> {

    List<LocalSettingRow> findByDivisionIdAndSettingKeyAndSupersededAtOrderByValidFrom(
            long divisionId, String settingKey, Instant supersededAt);

    List<LocalSettingRow> findByDivisionIdAndSupersededAtOrderBySettingKeyAscValidFromAsc(
            long divisionId, Instant supersededAt);

    @Query(value = "select id from division where id = :division for update", nativeQuery = true)
    Long lock(long division);
}
