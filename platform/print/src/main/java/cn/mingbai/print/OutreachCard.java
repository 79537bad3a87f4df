package cn.mingbai.print;

/**
 * An outreach worker's card (宣传员证).
 *
 * @param name the outreach worker
 * @param village the village or community
 * @param town the town or street
 * @param staffPhone the phone of the town's officer, for whoever wants to ask about the bearer
 * @param code the address in the QR code, upper-case, in the QR alphanumeric set
 * @param bindingText what the code does, one or two short lines, such as 本人扫码绑定手机，90天内有效
 */
public record OutreachCard(
        String name, String village, String town, String staffPhone, String code, String bindingText) {}
