package cn.mingbai.core.settings;

import java.time.Instant;
import java.util.List;
import org.springframework.data.jpa.repository.JpaRepository;

interface LocalSettingRows extends JpaRepository<LocalSettingRow, Long> {

    List<LocalSettingRow> findByDivisionIdAndSettingKeyAndSupersededAtOrderByValidFrom(
            long divisionId, String settingKey, Instant supersededAt);

    List<LocalSettingRow> findByDivisionIdAndSupersededAtOrderBySettingKeyAscValidFromAsc(
            long divisionId, Instant supersededAt);
}
