export interface Arrival {
  /** Milliseconds from `created_at` to the arrival. */
  readonly after: number
  /** As a server would send it: all invented, in the various formats of real servers. */
  readonly line: string
}

/** The events of the picture, in the order of their arrival. */
export const arrivals: readonly Arrival[] = [
  {
    after: 310,
    line: '{"cmd":"enterprise_event_push","delivery_id":1,"event_type":"device_online","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e01","did":"kUpRm2ugQ243KCKvck8j2E","mac":"02005e31a0d2","group_id":null,"created_at":1.795397400412E9,"ip":"203.0.113.44","country":"China","region":"浙江","city":"杭州"}',
  },
  {
    after: 280,
    line: '{"event_type":"device_status_kv","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e01","data":{"Switch":1,"Mode":"睡眠","Air_Quality":"优","PM25":12,"Room_Temp":21.5},"delivery_id":2,"created_at":1795397400.655,"cmd":"enterprise_event_push","did":"kUpRm2ugQ243KCKvck8j2E","mac":"02005e31a0d2"}',
  },
  {
    after: 190,
    line: '{"cmd":"enterprise_event_push","delivery_id":3,"event_type":"device_online","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e03","did":"bgQR3VMobWNJkZandAdi7s","mac":"virtual:site","group_id":"g1","created_at":1.79539740218400001526e+09,"ip":"198.51.100.7","country":"China","region":"Guangdong","city":"Guangzhou"}',
  },
  {
    after: 240,
    line: '{"cmd": "enterprise_event_push", "delivery_id": 4, "event_type": "device_status_kv", "product_key": "a1f0c3d2e4b5968778695a4b3c2d1e03", "did": "bgQR3VMobWNJkZandAdi7s", "mac": "virtual:site", "group_id": "g1", "created_at": 1795397402.377, "data": {"pH": 7.21, "ORP": 685, "Water_Temp": 25.25, "Pump": 1, "Pump_Speed": "低速"}}',
  },
  {
    after: 420,
    line: '{"event_type":"device_status_raw","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e02","data":{"raw":"AAAAAwkAAJEEAgGmAn0="},"group_id":null,"delivery_id":5,"created_at":1.795397405031E9,"cmd":"enterprise_event_push","did":"jj4FR9f9s5XVuvqKkKWw6M","mac":"02005e07c51e"}',
  },
  {
    after: 260,
    line: '{"cmd":"enterprise_event_push","delivery_id":6,"event_type":"attr_alert","event_id":"6c1d0d5e-52f1-4b07-8d5a-0b6f3f1d7a11","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e01","did":"kUpRm2ugQ243KCKvck8j2E","mac":"02005e31a0d2","created_at":1795397408.902,"data":{"attr_name":"Alert_Air_Quality","attr_displayname":"空气质量报警","value":1}}',
  },
  {
    after: 250,
    line: '{"event_type":"device_status_kv","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e01","data":{"Switch":1,"Mode":"强劲","Air_Quality":"差","PM25":168,"Room_Temp":21.5},"delivery_id":7,"created_at":1795397409.118,"cmd":"enterprise_event_push","did":"kUpRm2ugQ243KCKvck8j2E","mac":"02005e31a0d2"}',
  },
  {
    after: 330,
    line: '{"cmd":"enterprise_event_push","delivery_id":8,"event_type":"attr_fault","event_id":"e2a7b94c-0b7e-4c55-9f06-5d1a8c20be32","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e03","did":"bgQR3VMobWNJkZandAdi7s","mac":"virtual:site","group_id":"g1","created_at":1795397413.540,"data":{"attr_name":"Fault_Pump","attr_displayname":"循环泵故障","value":1}}',
  },
  {
    after: 192_000,
    line: '{"event_type":"device_status_kv","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e05","data":{"Box_Temp":-18.4,"Door":0,"Battery":76,"Note":"返程中 🚚"},"delivery_id":9,"created_at":1795397223.206,"cmd":"enterprise_event_push","did":"13BrDX11ZBpvuRYXMuQQLy","mac":"02005ed90b77"}',
  },
  {
    after: 210,
    line: '{"cmd":"enterprise_event_push","delivery_id":10,"event_type":"upgrade","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e02","did":"jj4FR9f9s5XVuvqKkKWw6M","mac":"02005e07c51e","created_at":1795397418.073,"data":{"from":"1.4.2","to":"1.5.0","ok":true}}',
  },
  {
    after: 300,
    line: String.raw`{"cmd":"enterprise_event_push","delivery_id":11,"event_type":"attr_fault","event_id":"e2a7b94c-0b7e-4c55-9f06-5d1a8c20be32","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e03","did":"bgQR3VMobWNJkZandAdi7s","mac":"virtual:site","group_id":"g1","created_at":1795397431.926,"data":{"attr_name":"Fault_Pump","attr_displayname":"\u5faa\u73af\u6cf5\u6545\u969c","value":0}}`,
  },
  {
    after: 230,
    line: '{"cmd":"enterprise_event_push","delivery_id":12,"event_type":"device_offline","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e05","group_id":null,"created_at":1795397436,"did":"13BrDX11ZBpvuRYXMuQQLy","mac":"02005ed90b77"}',
  },
  {
    after: 270,
    line: '{"cmd":"enterprise_event_push","delivery_id":13,"event_type":"attr_alert","event_id":"6c1d0d5e-52f1-4b07-8d5a-0b6f3f1d7a11","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e01","did":"kUpRm2ugQ243KCKvck8j2E","mac":"02005e31a0d2","created_at":1795397441.350,"data":{"attr_name":"Alert_Air_Quality","attr_displayname":"空气质量报警","value":0}}',
  },
  {
    after: 360,
    line: '{"event_type":"device_status_raw","product_key":"a1f0c3d2e4b5968778695a4b3c2d1e02","data":"AAAAAwkAAJEEAgGeApE=","delivery_id":14,"created_at":1.795397445207E9,"cmd":"enterprise_event_push","did":"jj4FR9f9s5XVuvqKkKWw6M","mac":"02005e07c51e"}',
  },
]
