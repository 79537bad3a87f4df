package cn.mingbai.courses.trainingrate;

/** What a person is called, as known now: the staff number (工号) and the name in clear. */
public record StaffName(String staffNumber, String name) {}
