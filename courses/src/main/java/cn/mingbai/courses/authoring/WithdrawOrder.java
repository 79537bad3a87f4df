package cn.mingbai.courses.authoring;

import java.time.LocalDate;

/** What an officer proposes and a second person decides: nobody owes the course from a day on. */
record WithdrawOrder(String course, LocalDate from) {}
