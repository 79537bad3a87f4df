package cn.mingbai.core.people;

import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;

interface PersonRows extends JpaRepository<PersonRow, Long> {

    Optional<PersonRow> findByStaffNumber(String staffNumber);
}
