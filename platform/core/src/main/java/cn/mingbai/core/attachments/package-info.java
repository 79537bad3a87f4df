/** Files kept beside facts: signed sheets, evidence, pictures of lessons; checked when they come in, served with care. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.attachments;
