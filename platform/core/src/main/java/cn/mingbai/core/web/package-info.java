/** What controllers of plain pages share: values read from a form or an address, the status of a refusal, and files that are kept
 * for good. */
@org.jspecify.annotations.NullMarked
package cn.mingbai.core.web;
