/** What controllers of plain pages share: values read from the text of a form or an address, and the status of a refusal. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.web;
