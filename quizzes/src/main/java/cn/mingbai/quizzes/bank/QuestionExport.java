package cn.mingbai.quizzes.bank;

import cn.mingbai.quizzes.formats.Written;
import java.util.List;

/**
 * A file of questions, with keys.
 *
 * @param fileName what it is called
 * @param questions how many questions are in it
 * @param leftOut what the format cannot carry
 */
public record QuestionExport(String fileName, byte[] bytes, int questions, List<Written.LeftOut> leftOut) {}
