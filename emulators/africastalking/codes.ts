/** What becomes of one recipient of a send: https://developers.africastalking.com/docs/sms/sending/bulk */
const statuses = new Map<number, string>([
  [100, 'Success'],
  [101, 'Success'],
  [102, 'Success'],
  [401, 'RiskHold'],
  [402, 'InvalidSenderId'],
  [403, 'InvalidPhoneNumber'],
  [404, 'UnsupportedNumberType'],
  [405, 'InsufficientBalance'],
  [406, 'UserInBlacklist'],
  [407, 'CouldNotRoute'],
  [500, 'InternalServerError'],
  [501, 'GatewayError'],
  [502, 'RejectedByGateway'],
]);

export function statusOf(code: number): string {
  return statuses.get(code) ?? 'Unknown';
}
